import { downloadResponse } from './download'

/** Spreadsheets run cells that begin with these as formulas; after an apostrophe they stay text. */
const formula = /^[=+\-@\t\r\n]/

export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string): string {
  const text = formula.test(value) ? `'${value}` : value
  return /[",\r\n\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

export function csvResponse(fileName: string, batches: AsyncGenerator<string, void>): Response {
  return downloadResponse({ fileName, contentType: 'text/csv; charset=utf-8' }, batches)
}
