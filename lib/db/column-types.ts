import pg from 'pg'
import { Prisma } from './generated/client'

type Parse = (text: string) => unknown

const arrays = { int8: 1016, numeric: 1231, text: 1009 }

/** By the OIDs of PostgreSQL. */
const parsers: Record<number, Parse> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.NUMERIC]: toDecimal,
  [pg.types.builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
  [pg.types.builtins.TIMESTAMP]: (text) => new Date(`${text.replace(' ', 'T')}Z`),
  [pg.types.builtins.BYTEA]: (text) => Uint8Array.from(usual(pg.types.builtins.BYTEA)(text) as Buffer),
  [arrays.int8]: arrayOf(BigInt),
  [arrays.numeric]: arrayOf(toDecimal),
}

/** Numbers, dates and bytes of columns as Prisma gives them, and the other values as pg does. */
export const columnTypes = {
  getTypeParser: (oid: number, format: 'text' | 'binary' = 'text') => parsers[oid] ?? usual(oid, format),
}

function usual(oid: number, format: 'text' | 'binary' = 'text'): Parse {
  return pg.types.getTypeParser(oid, format) as Parse
}

function toDecimal(text: string): Prisma.Decimal {
  return new Prisma.Decimal(text)
}

function arrayOf(parse: Parse): Parse {
  return (text) =>
    (usual(arrays.text)(text) as (string | null)[]).map((item) => (item === null ? null : parse(item)))
}
