"""Records from tables and files of others: CSV, workbooks and IATI, by a mapping file. `batch.py` tells the whole story."""
