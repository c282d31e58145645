import { downloadResponse } from './download'

/**
 * Spreadsheets run cells that begin with these as formulas; after an apostrophe they stay text. Some of them also begin a
 * cell after a semicolon.
 */
const formula = /^(?=[\t\r\n])|(?=[=+\-@])(?<=^|;\s*)/g

/** First in a file, so that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\uFEFF'

export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string): string {
  const text = value.replace(formula, "'")
  return /[",\r\n\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

export function csvResponse(
  fileName: string,
  open: () => Promise<AsyncGenerator<string, void>>,
): Promise<Response> {
  return downloadResponse({ fileName, contentType: 'text/csv; charset=utf-8' }, open)
}
