import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const shared = join(root, 'app/(front)/front-schemas.ts')

/** The fields that an action may read: those of the schemas in its file and in what it shares, and of the forms beside it. */
export function fieldsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const schemas = text.includes('front-schemas') ? [text, readFileSync(shared, 'utf8')] : [text]
  const forms = filesBelow(dirname(file)).map((beside) => readFileSync(beside, 'utf8'))
  return unique([...schemas.flatMap(namesInSchemas), ...forms.flatMap(namesInForms)])
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
