import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const shared = join(root, 'app/(front)/front-schemas.ts')

/** The fields that an action may read: those of the schemas in its file and in what it shares, and of the forms beside it. */
export function fieldsOf(file: string): { texts: string[]; files: string[] } {
  const text = readFileSync(join(root, file), 'utf8')
  const beside = filesBelow(dirname(file)).map((one) => ({ name: one, text: readFileSync(one, 'utf8') }))
  const inputs = beside.filter(({ name }) => /inputs?\.ts$|invitee-file\.ts$/.test(name))
  const schemas = [text, ...inputs.map((one) => one.text)]
  if (text.includes('front-schemas')) schemas.push(readFileSync(shared, 'utf8'))
  const names = unique([
    ...schemas.flatMap(namesInSchemas),
    ...beside.flatMap((one) => namesInForms(one.text)),
  ])
  const files = namesOf(schemas, fileField)
  const others = [...files, ...namesOf(schemas, checkbox)]
  return { texts: names.filter((name) => !others.includes(name)), files: unique(files) }
}

const fileField = /\b(\w+): (?:picture|file\b|z\s*\.instanceof\(File)/g
/** Sent where it is checked, and with one value only. */
const checkbox = /\b(\w+): (?:z\.literal\('on'\)|flag\b)/g

function namesOf(texts: readonly string[], pattern: RegExp): string[] {
  return texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))
}

/** The function of lib/http/action.ts that makes an action; undefined for one that calls another. */
export function adapterOf(file: string, name: string): string | undefined {
  const text = readFileSync(join(root, file), 'utf8')
  return new RegExp(`export const ${name} = (\\w+)\\(`).exec(text)?.[1]
}

/** Every name that a page or a route outside of the Management API reads from its query. */
export function queryNames(): string[] {
  const files = filesBelow('app').filter((file) => !file.includes('/api/v2/'))
  return unique(
    files.flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      const read = [...text.matchAll(/\['(\w+)'\]|searchParams\.get\('(\w+)'\)/g)].map(
        ([, one, other]) => one ?? other ?? '',
      )
      return file.endsWith('query.ts') ? [...read, ...namesInSchemas(text)] : read
    }),
  )
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => join(root, folder, file))
}

function namesInForms(text: string): string[] {
  return [...text.matchAll(/\bname="(\w+)"/g)].map(([, name = '']) => name)
}

function namesInSchemas(text: string): string[] {
  const schemas = [...text.matchAll(/(?:z\.object|\.extend)\(\{([^]*?)\}\)/g)].map(([, inner = '']) => inner)
  return schemas.flatMap((inner) =>
    [...inner.matchAll(/(?:^|[,{\n])\s*(\w+)\s*(?=[:,\n]|$)/g)].map(([, name = '']) => name),
  )
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => /^[a-z]/.test(name)).sort()
}
