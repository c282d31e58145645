import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'
import { call } from './oidc-caller'
import type { Exchange } from './tls-front'

const content = z.object({ 'application/json': z.object({ schema: z.unknown() }) })
const operation = z.looseObject({
  responses: z.record(z.string(), z.object({ content: content.optional() })),
})
const published = z.record(z.string(), z.record(z.string(), operation))

/** The Management API as a running product publishes it. */
export class Published {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false })

  private constructor(
    private readonly document: object,
    private readonly paths: z.infer<typeof published>,
  ) {
    this.ajv.addSchema(this.document, 'document')
  }

  static async read(baseURL: string | undefined): Promise<Published> {
    const { json } = await call(baseURL ?? 'http://localhost:3100', '/api/v2/openapi.json')
    return new Published(json, published.parse(json['paths']))
  }

  /** How an answer differs from what is published; empty where it does not. */
  differences({ method, path, status, text }: Exchange): string[] {
    const template = this.templateOf(path)
    const { searchParams } = new URL(path, 'https://localhost')
    const response = this.paths[template]?.[method.toLowerCase()]?.responses[status]
    const what = `${method} ${path} answered ${status} ${text.slice(0, 300)}`
    if (!response) return [`${what}, which is not published`]
    if (!response.content) return text === '' ? [] : [`${what}, where nothing is published`]
    // Part of it, as it was asked for.
    if (searchParams.has('fields')) return []
    const problem = this.problemWith(text, [template, method.toLowerCase(), 'responses', String(status)])
    return problem === null ? [] : [`${what}: ${problem}`]
  }

  /** The operations that were not requested: `GET /roles`. */
  notRequested(exchanges: readonly Exchange[]): string[] {
    const asked = new Set(exchanges.map(({ method, path }) => `${method} ${this.templateOf(path)}`))
    return Object.entries(this.paths)
      .flatMap(([template, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${template}`),
      )
      .filter((operation) => !asked.has(operation))
      .toSorted()
  }

  private templateOf(path: string): string {
    const { pathname } = new URL(path, 'https://localhost')
    return routeFor(Object.keys(this.paths), pathname.replace('/api/v2', '')) ?? ''
  }

  private problemWith(text: string, response: string[]): string | null {
    const pointer = ['paths', ...response, 'content', 'application/json', 'schema'].map(escaped).join('/')
    const validate = this.ajv.getSchema(`document#/${pointer}`)
    if (!validate) return 'its schema is not there'
    return validate(JSON.parse(text)) ? null : this.ajv.errorsText(validate.errors)
  }
}

/** Which of OpenAPI’s paths a path is: names go before parameters. */
function routeFor(templates: readonly string[], pathname: string): string | undefined {
  const given = pathname.split('/')
  const fitting = templates.filter((template) => {
    const parts = template.split('/')
    return (
      parts.length === given.length && parts.every((part, at) => part.startsWith('{') || part === given[at])
    )
  })
  const named = (template: string) => template.replaceAll(/\{\w+\}/g, '~')
  return fitting.sort((one, other) => (named(one) < named(other) ? -1 : 1))[0]
}

/** As a part of a JSON pointer in a URL. */
function escaped(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))
}
