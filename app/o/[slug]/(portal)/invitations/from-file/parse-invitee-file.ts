import { CsvError, parse } from 'csv-parse/sync'
import { DomainError } from '@/lib/errors'

const mostRows = 1_000
/** Below the limit of a request’s body: 1,000 rows of 90 characters. */
export const mostBytes = 90_000

export interface InviteeRow {
  /** Its line in the file, from 1. */
  row: number
  address: string
  name: string
  /** The name of a role; empty for the one that is chosen in the dialog. */
  role: string
}

interface ParsedRow {
  record: string[]
  info: { lines: number }
}

/** Comma or semicolon, with or without a heading. @throws DomainError invalid, with the row that cannot be read */
export function parseInviteeFile(text: string): InviteeRow[] {
  const rows = parsed(text)
  const [first] = rows
  const columns = first && columnsIn(first.record)
  const people = columns ? rows.slice(1) : rows
  if (people.length === 0) throw invalid('There are no addresses in this file.')
  if (people.length > mostRows) {
    throw invalid(
      `This file has more than ${mostRows.toLocaleString('en')} rows. Split it into several files.`,
    )
  }
  const { address, name, role } = columns ?? { address: 0, name: 1, role: 2 }
  return people.map(({ record, info }) => ({
    row: info.lines,
    address: cellOf(record, address),
    name: cellOf(record, name),
    role: cellOf(record, role),
  }))
}

/** @throws DomainError invalid */
export function decodeInviteeFile(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid('This file is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”.')
  }
}

function parsed(text: string): ParsedRow[] {
  if (text.includes('\0')) throw invalid('This is not a CSV file. In a spreadsheet, save it as “CSV UTF-8”.')
  const options = {
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    max_record_size: 10_000,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
    to: mostRows + 2,
  }
  try {
    // The library’s types do not know that `info` changes what a row is.
    return parse(text, options) as unknown as ParsedRow[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw invalid(sentenceOn(error))
  }
}

/** The one that is more often in the first line. */
function delimiterOf(text: string): ',' | ';' {
  const end = text.trimStart().search(/[\r\n]/)
  const line = text.trimStart().slice(0, end < 0 ? 10_000 : Math.min(end, 10_000))
  return line.split(';').length > line.split(',').length ? ';' : ','
}

function sentenceOn({ code, ...error }: CsvError): string {
  const lines: unknown = 'lines' in error ? error.lines : undefined
  const row = typeof lines === 'number' ? `Row ${lines}` : 'A row'
  if (code === 'CSV_QUOTE_NOT_CLOSED') return `${row}: a quotation mark is opened, but not closed.`
  if (code === 'CSV_MAX_RECORD_SIZE') return `${row} is too long.`
  return `${row} cannot be read. Check its quotation marks.`
}

const headings = {
  address: ['address', 'email', 'e-mail', 'email address', 'e-mail address', 'mail'],
  name: ['name', 'full name'],
  role: ['role', 'roles'],
}

/** Null if the first row is a person. */
function columnsIn(record: readonly string[]): Record<keyof typeof headings, number> | null {
  const cells = record.map((cell) => cell.toLowerCase())
  const address = cells.findIndex((cell) => headings.address.includes(cell))
  if (address < 0) return null
  return {
    address,
    name: cells.findIndex((cell) => headings.name.includes(cell)),
    role: cells.findIndex((cell) => headings.role.includes(cell)),
  }
}

function cellOf(record: readonly string[], column: number): string {
  return record[column] ?? ''
}

function invalid(message: string): DomainError {
  return new DomainError('invalid', message, { field: 'file' })
}
