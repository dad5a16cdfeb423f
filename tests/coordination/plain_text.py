"""A view as plain text, for golden files that a person can review."""

from clearinghouse.views.view import Block, Cell, Chart, Table, TileMap, Timeline, View


def text_of(view: View) -> str:
    lines = [f"# {view.title}", view.about, f"How to read this: {view.reading}"]
    if view.as_of:
        lines.append(f"As of {view.as_of}")
    return "\n".join([*lines, "", *(text_of_block(block) for block in view.blocks)])


def text_of_block(block: Block) -> str:
    lines = [f"## {block.title} (#{block.id})"]
    if block.about:
        lines.append(block.about)
    if isinstance(block, Table):
        lines.append(" | ".join(column.title for column in block.columns))
        for row in block.rows:
            anchor = f"  #{row.anchor}" if row.anchor else ""
            lines.append(" | ".join(text_of_cell(cell) for cell in row.cells) + anchor)
        if not block.rows:
            lines.append(f"({block.empty})")
    elif isinstance(block, Timeline):
        for lane in block.lanes:
            lines.append(f"{lane.label}:")
            for bar in lane.bars:
                end = "open" if bar.open else f"{bar.end:.3f}"
                lines.append(f"  {bar.label} [{bar.start:.3f} – {end}] {bar.period} {bar.tone}".rstrip())
    elif isinstance(block, TileMap):
        for region, tiles in block.regions:
            lines.append(f"{region}: " + ", ".join(f"{tile.label} {tile.count} (level {tile.level})" for tile in tiles))
    elif isinstance(block, Chart):
        lines += [point.text for point in block.points]
    return "\n".join([*lines, ""])


def text_of_cell(cell: Cell) -> str:
    if cell.links:
        return "; ".join(f"{link.text}{f' ({link.note})' if link.note else ''}" for link in cell.links)
    tone = f" [{cell.tone}]" if cell.tone else ""
    return f"{cell.text}{tone}{f' → {cell.url}' if cell.url and cell.value is not None else ''}"
