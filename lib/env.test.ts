import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseEnv } from './env'

const required = {
  DATABASE_URL: 'postgresql://foyer_app:pw@127.0.0.1:5432/foyer',
  FOYER_SECRET: 'a'.repeat(32),
}
const embedded = { ...required, FOYER_EMBEDDED: '1' }

function errorFor(changes: Record<string, string>): string {
  try {
    parseEnv({ ...required, ...changes })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

describe('defaults', () => {
  it('serves the demo on loopback with the embedded database', () => {
    expect(parseEnv(embedded)).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      foyerUrl: 'http://localhost:3000',
      dataDir: resolve('.foyer'),
      demo: true,
      rateLimits: true,
      apiLimit: 300,
      embedded: true,
      trustedProxies: 0,
      resendApiKey: undefined,
      previousSecret: undefined,
      logDir: undefined,
      metricsPort: undefined,
      metricsHost: '127.0.0.1',
      drainSeconds: 5,
      databasePool: 28,
    })
  })

  it('resolves the folder of log streams from where it starts', () => {
    expect(parseEnv({ ...required, FOYER_LOG_DIR: 'logs' }).logDir).toBe(resolve('logs'))
  })

  it('has no demo on a database of one’s own', () => {
    expect(parseEnv(required)).toMatchObject({ demo: false, embedded: false, host: '0.0.0.0' })
  })

  it('treats an empty value as missing', () => {
    expect(parseEnv({ ...required, PORT: '', EMAIL_FROM: '' }).port).toBe(3000)
  })

  it('follows PORT in the default URL', () => {
    expect(parseEnv({ ...required, PORT: '3200' }).foyerUrl).toBe('http://localhost:3200')
  })

  it('calls it production only on a database of one’s own', () => {
    expect(parseEnv({ ...required, NODE_ENV: 'production' }).production).toBe(true)
    expect(parseEnv({ ...embedded, NODE_ENV: 'production' }).production).toBe(false)
    expect(parseEnv({ ...required, NODE_ENV: 'test' }).production).toBe(false)
  })

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(parseEnv(required))).toBe(true)
  })
})

describe('secrets', () => {
  it('are accepted from all three variables, the current one first', () => {
    const [next, previous] = ['n'.repeat(32), 'p'.repeat(32)]
    const rotated = { ...required, FOYER_SECRET_NEXT: next, FOYER_SECRET_PREVIOUS: previous }
    expect(parseEnv(rotated)).toMatchObject({
      secret: required.FOYER_SECRET,
      acceptedSecrets: [required.FOYER_SECRET, previous, next],
    })
    expect(parseEnv(required).acceptedSecrets).toEqual([required.FOYER_SECRET])
    const same = { ...required, FOYER_SECRET_NEXT: required.FOYER_SECRET }
    expect(parseEnv(same).acceptedSecrets).toEqual([required.FOYER_SECRET])
  })
})

describe('FOYER_URL', () => {
  it('loses the slash at its end', () => {
    expect(parseEnv({ ...required, FOYER_URL: 'https://login.example.com/' }).foyerUrl).toBe(
      'https://login.example.com',
    )
  })

  it.each([
    'https://login.example.com/portal',
    'https://a@example.com',
    'https://example.com/?q',
    'https://example.com#x',
  ])('is refused as %s', (url) => {
    expect(errorFor({ FOYER_URL: url })).toBe('FOYER_URL must be a scheme and a host alone, without a path.')
  })

  it.each(['ftp://example.com', 'example.com', 'javascript:alert(1)'])('is refused as %s', (url) => {
    expect(errorFor({ FOYER_URL: url })).toMatch(/^FOYER_URL must be an http or https URL/)
  })
})

describe('DNS_SERVERS', () => {
  it('is a list of addresses, with ports or without', () => {
    const servers = ['9.9.9.9', '127.0.0.1:5353', '::1', '[::1]:53']
    expect(parseEnv({ ...required, DNS_SERVERS: servers.join(', ') }).dnsServers).toEqual(servers)
  })

  it('is the machine’s own when it is left out', () => {
    expect(parseEnv(required).dnsServers).toEqual([])
  })
})

describe('FOYER_PRIVATE_HOSTS', () => {
  it('is a list of names, addresses and networks', () => {
    const list = 'IdP.corp.example, adfs,10.20.0.0/16,192.168.7.7,fd12:3456::/32,::1'
    expect(parseEnv({ ...required, FOYER_PRIVATE_HOSTS: list }).privateHosts).toEqual({
      names: new Set(['idp.corp.example', 'adfs']),
      networks: ['10.20.0.0/16', '192.168.7.7', 'fd12:3456::/32', '::1'],
    })
  })

  it('opens nothing when it is left out', () => {
    expect(parseEnv(required).privateHosts).toEqual({ names: new Set(), networks: [] })
  })
})

describe('a bad value is one line that names the variable', () => {
  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3000a'],
    ['PORT', '-1'],
    ['TRUSTED_PROXIES', '1.5'],
    ['TRUSTED_PROXIES', '11'],
    ['FOYER_DRAIN_SECONDS', '601'],
    ['FOYER_DRAIN_SECONDS', '0.5'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
    ['OTEL_TRACES_SAMPLER_ARG', 'all'],
    ['FOYER_METRICS_PORT', '0'],
    ['FOYER_DB_POOL', '9'],
    ['FOYER_DB_POOL', 'many'],
    ['FOYER_LOG_LEVEL', 'verbose'],
    ['FOYER_LOG_ADDRESSES', 'yes'],
    ['DNS_SERVERS', 'localhost'],
    ['DNS_SERVERS', '9.9.9.9,'],
    ['DNS_SERVERS', '127.0.0.1:0'],
    ['DNS_SERVERS', '127.0.0.1:65536'],
    ['DNS_SERVERS', '[::1'],
    ['FOYER_PRIVATE_HOSTS', 'https://idp.corp.example'],
    ['FOYER_PRIVATE_HOSTS', 'idp.corp.example:8443'],
    ['FOYER_PRIVATE_HOSTS', '*.corp.example'],
    ['FOYER_PRIVATE_HOSTS', 'idp.corp.example,'],
    ['FOYER_PRIVATE_HOSTS', '0.0.0.0/0'],
    ['FOYER_PRIVATE_HOSTS', '10.0.0.0/33'],
    ['FOYER_PRIVATE_HOSTS', '10.0.0'],
    ['FOYER_PRIVATE_HOSTS', '0x7f000001'],
    ['FOYER_PRIVATE_HOSTS', '::/0'],
    ['FOYER_PRIVATE_HOSTS', 'fe80::1%eth0'],
    ['FOYER_SECURITY_CONTACT', 'security@example.com'],
    ['FOYER_SECURITY_CONTACT', 'http://example.com/security'],
    ['FOYER_SECURITY_CONTACT', 'https://example.com/a b'],
    ['FOYER_SECURITY_CONTACT', 'mailto:a@example.com\nExpires: x'],
    ['FOYER_DEMO', 'yes'],
    ['RATE_LIMITS', 'ON'],
    ['FOYER_API_LIMIT', '9'],
    ['DATABASE_URL', 'mysql://localhost/foyer'],
    ['MIGRATION_DATABASE_URL', 'foyer'],
    ['FOYER_SECRET', 'short'],
    ['FOYER_SECRET_PREVIOUS', 'short'],
    ['FOYER_SECRET_NEXT', 'short'],
    ['RESEND_BASE_URL', 'resend'],
    ['RESEND_WEBHOOK_SECRET', 'secret'],
    ['RESEND_WEBHOOK_SECRET', 'whsec_'],
    ['RESEND_WEBHOOK_SECRET', 'whsec_not base64'],
    ['EMAIL_FROM', 'nobody'],
    ['SMTP_URL', 'mail.example.com'],
    ['SMTP_URL', 'https://mail.example.com'],
    ['SMTP_URL', 'smtp://mail.example.com/path'],
    ['SMTP_URL', 'smtp://mail.example.com?tls.rejectUnauthorized=false'],
    ['SMTP_URL', 'smtp://mail.example.com:0'],
    ['SMTP_URL', 'smtp://foyer@mail.example.com'],
    ['SMTP_URL', 'smtp://foyer:100%@mail.example.com'],
  ])('%s=%s', (name, value) => {
    const line = errorFor({ [name]: value })
    expect(line.startsWith(`${name} must `)).toBe(true)
    expect(line).not.toContain('\n')
  })

  it('never shows the secret itself', () => {
    expect(errorFor({ FOYER_SECRET: 'hunter2' })).not.toContain('hunter2')
    expect(errorFor({ SMTP_URL: 'smtp://foyer:hunter2@mail.example.com/x' })).not.toContain('hunter2')
  })
})

describe('what has no default', () => {
  it('is the secret', () => {
    expect(errorFor({ FOYER_SECRET: '' })).toMatch(/^FOYER_SECRET is not set\./)
  })

  it('is the database', () => {
    expect(errorFor({ DATABASE_URL: '' })).toMatch(/^DATABASE_URL is not set\./)
  })

  it('is the sender, once emails leave the machine', () => {
    expect(errorFor({ RESEND_API_KEY: 're_1' })).toMatch(/^EMAIL_FROM is not set\./)
    expect(errorFor({ SMTP_URL: 'smtp://127.0.0.1' })).toMatch(/^EMAIL_FROM is not set\./)
  })
})

describe('SMTP_URL', () => {
  const from = { ...required, EMAIL_FROM: 'hello@example.com' }

  it.each([
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, isImplicitTls: false, login: null }],
    ['smtps://mail.example.com/', { port: 465, isImplicitTls: true }],
    ['smtp://[::1]:25', { host: '::1', port: 25 }],
    ['smtp://a%40b.test:p%3Aw%25@mail.example.com', { login: { user: 'a@b.test', password: 'p:w%' } }],
  ])('is a server with a port and a login: %s', (url, server) => {
    expect(parseEnv({ ...from, SMTP_URL: url }).smtpServer).toMatchObject(server)
  })

  it('is refused beside RESEND_API_KEY', () => {
    const both = { ...from, SMTP_URL: 'smtp://127.0.0.1', RESEND_API_KEY: 're_1' }
    expect(() => parseEnv(both)).toThrow('RESEND_API_KEY and SMTP_URL are both set.')
  })
})

describe('RATE_LIMITS=off', () => {
  it('is allowed with the demo', () => {
    expect(parseEnv({ ...embedded, RATE_LIMITS: 'off' }).rateLimits).toBe(false)
  })

  it('is refused without it', () => {
    expect(errorFor({ RATE_LIMITS: 'off' })).toMatch(/^RATE_LIMITS=off is allowed only/)
    expect(errorFor({ RATE_LIMITS: 'off', FOYER_EMBEDDED: '1', FOYER_DEMO: 'off' })).toMatch(
      /^RATE_LIMITS=off/,
    )
  })
})
