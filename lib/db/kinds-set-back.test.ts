import { expect, it } from 'vitest'
import { prisma } from './prisma'

interface SourceOfFunction {
  name: string
  parameters: number
  source: string
}

/** They set the context of the transaction. */
const settingContext = ['begin_change', 'begin_request']
const setsSystem = "set_config('app.kind', 'system', true)"
const setsBack = /PERFORM set_config\('app\.kind', kind(_before)?, true\);$/

function systemFunctions(): Promise<SourceOfFunction[]> {
  return prisma().$queryRaw<SourceOfFunction[]>`
    SELECT proname::text AS name, pronargs AS parameters, prosrc AS source FROM pg_proc
    WHERE pronamespace = 'foyer'::regnamespace AND prosrc LIKE '%''app.kind'', ''system''%'
      AND proname::text <> ALL (${settingContext}) ORDER BY 1`
}

/** What stands before each way out of the function, once it has set the kind. */
function waysOut(source: string): string[] {
  const after = source.slice(source.indexOf(setsSystem))
  const ends = [...after.matchAll(/\bRETURN(?! QUERY)\b|END\s*;?\s*$/g)].map(({ index }) =>
    after.slice(0, index),
  )
  const lastReturn = after.lastIndexOf('RETURN ')
  const endsWithReturn = lastReturn >= 0 && /^RETURN [^;]*;\s*END\s*;?\s*$/.test(after.slice(lastReturn))
  return (endsWithReturn ? ends.slice(0, -1) : ends).map((text) => text.trimEnd())
}

it('a function that sets app.kind to system sets it back before each way out', async () => {
  const functions = await systemFunctions()
  expect(functions.length).toBeGreaterThan(30)
  const leaking = functions.filter(({ source }) => waysOut(source).some((text) => !setsBack.test(text)))
  expect(leaking.map(({ name }) => name)).toEqual([])
})

it('the kind is the same after each call, also one that fails', async () => {
  const left: string[] = []
  for (const { name, parameters } of await systemFunctions()) {
    const nulls = Array.from({ length: parameters }, () => 'NULL').join(', ')
    await prisma()
      .$executeRawUnsafe(`DO $$
      BEGIN
        PERFORM set_config('app.kind', 'public', true), set_config('app.tenant_id', 'none', true);
        BEGIN
          PERFORM foyer.${name}(${nulls});
        EXCEPTION WHEN not_null_violation OR insufficient_privilege OR raise_exception THEN
        END;
        IF foyer.access_kind() <> 'public' THEN
          RAISE EXCEPTION 'left %', foyer.access_kind();
        END IF;
      END $$`)
      .catch((error: unknown) => left.push(`${name}: ${String(error)}`))
  }
  expect(left).toEqual([])
})
