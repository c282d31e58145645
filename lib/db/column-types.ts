import pg from 'pg'
import { Prisma } from './generated/client'

type Parse = (text: string) => unknown

/** By the OIDs of PostgreSQL. */
const parsers: Record<number, Parse> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.NUMERIC]: (text) => new Prisma.Decimal(text),
  [pg.types.builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
}

/** Values of columns as Prisma gives them. */
export const columnTypes = {
  getTypeParser: (oid: number, format: 'text' | 'binary' = 'text') =>
    parsers[oid] ?? (pg.types.getTypeParser(oid, format) as Parse),
}
