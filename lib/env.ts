import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { privateHosts } from './private-hosts.ts'
import { smtpUrl } from './smtp-url.ts'

export type Env = ReturnType<typeof parseEnv>

const port = wholeNumber(1, 65_535)
const hops = wholeNumber(0, 10)
const seconds = wholeNumber(0, 600)
const apiLimit = wholeNumber(10, 999_999)
/** Below ten, requests wait for one another. */
const connections = wholeNumber(10, 500)
export type LogLevel = (typeof logLevels)[number]

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
const logLevel = z.enum(logLevels, `must be one of ${logLevels.join(', ')}`)
const collector = z.url({
  protocol: /^https?$/,
  error: 'must be the http or https URL of a collector, such as http://127.0.0.1:4318',
})
const share = z.coerce
  .number('must be a number from 0 to 1')
  .min(0, 'must be a number from 0 to 1')
  .max(1, 'must be a number from 0 to 1')
const onOff = z.enum(['on', 'off'], 'must be “on” or “off”')
const secret = z.string().min(32, 'must have at least 32 characters; `openssl rand -base64 32` makes them')
const database = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be a PostgreSQL URL: postgresql://role:password@host:5432/name',
})
const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL, such as https://login.example.com' })
  .refine((url) => /^https?:\/\/[^/?#@]+\/?$/.test(url), 'must be a scheme and a host alone, without a path')
  .transform((url) => new URL(url).origin)

const servers = z
  .string()
  .transform((list) => list.split(',').map((server) => server.trim()))
  .refine(
    (list) => list.every(isNameServer),
    'must be IP addresses with commas between them, each with its port or without: 127.0.0.1:5353,[::1]:53',
  )

/** RFC 9116. */
const securityContact = z
  .url({
    protocol: /^(https|mailto|tel)$/,
    error: 'must be a URL: mailto:security@example.com, https://example.com/security or tel:+1-201-555-0123',
  })
  .regex(/^[\x21-\x7e]{1,500}$/, 'must be ASCII, without spaces')

export const webhookSecretPattern =
  /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/

const variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(3000),
  HOST: z.string().optional(),
  FOYER_URL: origin.optional(),
  FOYER_DATA: z.string().default('.foyer'),
  FOYER_LOG_DIR: z
    .string()
    .transform((path) => resolve(path))
    .optional(),
  FOYER_LOG_LEVEL: logLevel.default('info'),
  FOYER_LOG_ADDRESSES: onOff.default('off'),
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.optional(),
  OTEL_TRACES_SAMPLER_ARG: share.default(1),
  FOYER_METRICS_PORT: port.optional(),
  FOYER_METRICS_HOST: z.string().default('127.0.0.1'),
  FOYER_SECURITY_CONTACT: securityContact.optional(),
  FOYER_EMBEDDED: z.literal('1').optional(),
  FOYER_DRAIN_SECONDS: seconds.default(5),
  FOYER_DB_POOL: connections.default(28),
  DATABASE_URL: database,
  MIGRATION_DATABASE_URL: database.optional(),
  FOYER_SECRET: secret,
  FOYER_SECRET_PREVIOUS: secret.optional(),
  FOYER_SECRET_NEXT: secret.optional(),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: z.url('must be a URL').default('https://api.resend.com'),
  PWNED_PASSWORDS_URL: z.url('must be a URL').default('https://api.pwnedpasswords.com'),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(webhookSecretPattern, 'must be the signing secret of the webhook: “whsec_” and base64')
    .optional(),
  SMTP_URL: smtpUrl.optional(),
  EMAIL_FROM: z.string().regex(/@/, 'must hold an address, such as Foyer <hello@example.com>').optional(),
  TRUSTED_PROXIES: hops.default(0),
  DNS_SERVERS: servers.default([]),
  FOYER_PRIVATE_HOSTS: privateHosts.default({ names: new Set(), networks: [] }),
  FOYER_DEMO: onOff.optional(),
  RATE_LIMITS: onOff.default('on'),
  FOYER_API_LIMIT: apiLimit.default(300),
})

type Variables = z.infer<typeof variables>

let parsed: Env | undefined

/** Parsed once. Throws one line that names the missing or invalid value. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

export function parseEnv(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = variables.safeParse(given)
  if (!result.success) throw new Error(sentence(result.error, given))
  const values = result.data
  const embedded = values.FOYER_EMBEDDED !== undefined
  const demo = (values.FOYER_DEMO ?? (embedded ? 'on' : 'off')) === 'on'
  refuseContradictions(values, demo)
  return Object.freeze({
    port: values.PORT,
    host: values.HOST ?? (embedded || demo ? '127.0.0.1' : '0.0.0.0'),
    /** An origin, without a slash at the end. */
    foyerUrl: values.FOYER_URL ?? `http://localhost:${values.PORT}`,
    /** Undefined unless the operator named it. */
    chosenUrl: values.FOYER_URL,
    dataDir: resolve(values.FOYER_DATA),
    databaseUrl: values.DATABASE_URL,
    /** Connections to PostgreSQL that the process may open in all. */
    databasePool: values.FOYER_DB_POOL,
    migrationDatabaseUrl: values.MIGRATION_DATABASE_URL,
    secret: values.FOYER_SECRET,
    previousSecret: values.FOYER_SECRET_PREVIOUS,
    /** The first is the current one, with which everything is made; what the others made is valid as well. */
    acceptedSecrets: acceptedSecrets(values),
    resendApiKey: values.RESEND_API_KEY,
    resendBaseUrl: values.RESEND_BASE_URL,
    /** Where leaked passwords are looked up, for tenants that refuse them. */
    pwnedPasswordsUrl: values.PWNED_PASSWORDS_URL.replace(/\/+$/, ''),
    resendWebhookSecret: values.RESEND_WEBHOOK_SECRET,
    /** Instead of Resend. */
    smtpServer: values.SMTP_URL,
    emailFrom: values.EMAIL_FROM ?? 'Foyer <hello@foyer.test>',
    /** Number of proxies in front of us whose X-Forwarded-For is trusted. */
    trustedProxies: values.TRUSTED_PROXIES,
    /** With their ports. Empty: the machine’s own. */
    dnsServers: values.DNS_SERVERS,
    /** Hosts that are not public, to which identity providers and webhooks may lead nevertheless. */
    privateHosts: values.FOYER_PRIVATE_HOSTS,
    /** After SIGTERM, how long it listens on while it is no longer ready. */
    drainSeconds: values.FOYER_DRAIN_SECONDS,
    /** Where log streams of type file are written. */
    logDir: values.FOYER_LOG_DIR,
    logLevel: values.FOYER_LOG_LEVEL,
    /** Whether the log has the IP addresses that requests come from. */
    logAddresses: values.FOYER_LOG_ADDRESSES === 'on',
    /** Where Prometheus reads the metrics; undefined where none are served. */
    metricsPort: values.FOYER_METRICS_PORT,
    metricsHost: values.FOYER_METRICS_HOST,
    /** Where spans are sent; undefined where there are none. */
    tracesEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    /** Of the requests, from 0 to 1. */
    tracesShare: values.OTEL_TRACES_SAMPLER_ARG,
    /** Whom security researchers write to, in security.txt. */
    securityContact: values.FOYER_SECURITY_CONTACT,
    demo,
    rateLimits: values.RATE_LIMITS === 'on',
    /** Requests of one application to the APIs in 10 seconds. */
    apiLimit: values.FOYER_API_LIMIT,
    embedded,
    production: values.NODE_ENV === 'production' && !embedded,
  })
}

function acceptedSecrets(values: Variables): readonly string[] {
  const secrets = [values.FOYER_SECRET, values.FOYER_SECRET_PREVIOUS, values.FOYER_SECRET_NEXT]
  return [...new Set(secrets.filter((secret) => secret !== undefined))]
}

function refuseContradictions(values: Variables, demo: boolean): void {
  if (values.RATE_LIMITS === 'off' && !demo) {
    throw new Error('RATE_LIMITS=off is allowed only where FOYER_DEMO is on. Remove it.')
  }
  if (values.RESEND_API_KEY !== undefined && values.SMTP_URL !== undefined) {
    throw new Error('RESEND_API_KEY and SMTP_URL are both set. Remove the one that shall not send.')
  }
  if (values.RESEND_API_KEY !== undefined && values.EMAIL_FROM === undefined) {
    throw new Error(
      'EMAIL_FROM is not set. With RESEND_API_KEY, set it to a sender that Resend has verified.',
    )
  }
  if (values.SMTP_URL !== undefined && values.EMAIL_FROM === undefined) {
    throw new Error('EMAIL_FROM is not set. With SMTP_URL, set it to a sender that the mail server accepts.')
  }
}

function sentence(error: z.ZodError, given: Record<string, string | undefined>): string {
  const issue = error.issues[0]
  const name = String(issue?.path[0])
  if (given[name] !== undefined) return `${name} ${issue?.message ?? 'is not valid'}.`
  if (name === 'DATABASE_URL' && given['NODE_ENV'] === 'production')
    return 'DATABASE_URL is not set, and with NODE_ENV=production it has no default. Set it: postgresql://role:password@host:5432/name'
  if (name === 'DATABASE_URL')
    return 'DATABASE_URL is not set. Set it, or run `npm start`, which brings a database.'
  return `${name} is not set. Set it to 32 or more random characters; \`openssl rand -base64 32\` makes them.`
}

function wholeNumber(least: number, most: number) {
  const range = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,6}$/, range)
    .transform(Number)
    .refine((number) => number >= least && number <= most, range)
}

function isNameServer(text: string): boolean {
  const [, six, four, port] = /^(?:\[(.+)\]|([\d.]+)):(\d{1,5})$/.exec(text) ?? []
  if (port === undefined) return isIP(text) !== 0
  return isIP(six ?? four ?? '') !== 0 && Number(port) > 0 && Number(port) <= 65_535
}
