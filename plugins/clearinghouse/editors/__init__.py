"""What text editors are given so that they help whoever writes a record. Pure functions of the schemas."""
