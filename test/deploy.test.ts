import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { parseEnv } from '@/lib/env'
import { isLivenessProbe } from '@/lib/http/liveness'

const folder = join(import.meta.dirname, '../deploy')
/** After the drain, how long a process finishes its work: bin/serve.mjs. */
const finishingSeconds = 15

const labels = z.record(z.string(), z.string())
const texts = z.record(z.string(), z.string())
const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) })
const container = z.object({
  image: z.string(),
  args: z.array(z.string()).optional(),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  startupProbe: probe.optional(),
  securityContext: z.object({
    readOnlyRootFilesystem: z.literal(true),
    allowPrivilegeEscalation: z.literal(false),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
})
const template = z.object({
  metadata: z.object({ labels }),
  spec: z.object({
    terminationGracePeriodSeconds: z.number().optional(),
    securityContext: z.object({ runAsNonRoot: z.literal(true) }),
    containers: z.tuple([container]),
  }),
})
const shapes = {
  deployment: z.object({
    spec: z.object({
      replicas: z.number(),
      selector: z.object({ matchLabels: labels }),
      strategy: z.object({ rollingUpdate: z.object({ maxUnavailable: z.literal(0) }) }),
      template,
    }),
  }),
  job: z.object({ metadata: z.object({ labels }), spec: z.object({ template }) }),
  service: z.object({
    spec: z.object({ selector: labels, ports: z.tuple([z.object({ targetPort: z.string() })]) }),
  }),
  budget: z.object({
    spec: z.object({ minAvailable: z.number(), selector: z.object({ matchLabels: labels }) }),
  }),
  configMap: z.object({ data: texts }),
  secret: z.object({ stringData: texts }),
  kustomization: z.object({
    resources: z.array(z.string()),
    images: z.array(z.object({ name: z.string() })),
  }),
}
const compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      read_only: z.boolean().optional(),
      stop_grace_period: z.string().optional(),
      command: z.array(z.string()).optional(),
      environment: texts.optional(),
    }),
  ),
})

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

function manifest<Shape extends z.ZodType>(shape: Shape, file: string): z.infer<Shape> {
  return shape.parse(parse(read(`kubernetes/${file}`)))
}

const deployment = manifest(shapes.deployment, 'deployment.yaml').spec
const migration = manifest(shapes.job, 'migrate.yaml')
const { services } = compose.parse(parse(read('compose.yaml'), { merge: true }))
const [server] = deployment.template.spec.containers
const [migrating] = migration.spec.template.spec.containers
const secrets = parseAllDocuments(read('kubernetes/secret.example.yaml')).map((document) =>
  shapes.secret.parse(document.toJS()),
)
const dockerfile = read('Dockerfile')
const known = new Set(
  Array.from(
    readFileSync(join(import.meta.dirname, '../lib/env.ts'), 'utf8').matchAll(/^ {2}([A-Z_]+): /gm),
    ([, name]) => name,
  ),
)

function unknown(names: Iterable<string>): string[] {
  return [...names].filter((name) => !known.has(name))
}

describe('the image', () => {
  it('has the same name everywhere', () => {
    const own = Object.entries(services).filter(([name]) => /^(foyer|migrate)/.test(name))
    expect(own.map(([name]) => name).sort()).toEqual(['foyer-1', 'foyer-2', 'migrate'])
    const { images } = manifest(shapes.kustomization, 'kustomization.yaml')
    const names = [server, migrating, ...own.map(([, service]) => service)].map(({ image }) => image)
    expect(new Set([...names, ...images.map(({ name }) => name)])).toEqual(new Set(['foyer']))
    expect(dockerfile).toMatch(/^# docker build --file deploy\/Dockerfile --tag foyer \.$/m)
  })

  it('runs as a number that is not root, and checks its health without a shell', () => {
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m)
    const [, command = ''] = /^HEALTHCHECK[^[]*CMD (\[.*\])$/m.exec(dockerfile) ?? []
    const [node, , script = ''] = z.array(z.string()).parse(JSON.parse(command))
    expect(node).toBe('/nodejs/bin/node')
    expect(isLivenessProbe({ method: 'GET', url: /\}(\/[\w/]+)`/.exec(script)?.[1] ?? '' })).toBe(true)
  })

  it('has the programs that are started in it', () => {
    const [, own = ''] = /^CMD \["(.+)"\]$/m.exec(dockerfile) ?? []
    const started = [own, ...(migrating.args ?? []), ...(services['migrate']?.command ?? [])]
    expect(started).toEqual(['bin/serve.mjs', 'bin/migrate.mjs', 'bin/migrate.mjs'])
  })
})

describe('the Kubernetes manifests', () => {
  it('are all applied, except the example of the secrets', () => {
    const files = readdirSync(join(folder, 'kubernetes')).filter(
      (file) => !/^(kustomization|secret\.example)\.yaml$/.test(file),
    )
    expect(manifest(shapes.kustomization, 'kustomization.yaml').resources.sort()).toEqual(files.sort())
  })

  it('set what Foyer reads, and Foyer starts with it', () => {
    const { data } = manifest(shapes.configMap, 'configmap.yaml')
    expect(
      unknown([...secrets, { stringData: data }].flatMap(({ stringData }) => Object.keys(stringData))),
    ).toEqual([])
    const given = { ...data, ...secrets[0]?.stringData, FOYER_SECRET: 'x'.repeat(32), NODE_ENV: 'production' }
    expect(parseEnv(given)).toMatchObject({ trustedProxies: 1, foyerUrl: 'https://login.example.com' })
    expect(secrets[0]?.stringData).not.toHaveProperty('MIGRATION_DATABASE_URL')
    const { drainSeconds } = parseEnv(given)
    expect(deployment.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(
      drainSeconds + finishingSeconds,
    )
  })

  it('ask for health at paths that exist, at the port where Foyer listens', () => {
    const { livenessProbe, readinessProbe, startupProbe, ports = [] } = server
    for (const asked of [livenessProbe, startupProbe])
      expect(isLivenessProbe({ method: 'GET', url: asked?.httpGet.path ?? '' })).toBe(true)
    const route = join(import.meta.dirname, '../app', readinessProbe?.httpGet.path ?? '', 'route.ts')
    expect(existsSync(route)).toBe(true)
    const [, port] = /^ENV .*\bPORT=(\d+)/m.exec(dockerfile) ?? []
    expect(ports).toEqual([{ name: 'http', containerPort: Number(port) }])
    const targets = manifest(shapes.service, 'service.yaml').spec.ports.map(({ targetPort }) => targetPort)
    const asked = [livenessProbe, readinessProbe, startupProbe].map((one) => one?.httpGet.port)
    expect(new Set([...targets, ...asked])).toEqual(new Set(['http']))
  })

  it('select the pods that serve, and leave one of them', () => {
    const own = deployment.template.metadata.labels
    const { selector, minAvailable } = manifest(shapes.budget, 'poddisruptionbudget.yaml').spec
    const service = manifest(shapes.service, 'service.yaml').spec
    for (const labels of [deployment.selector.matchLabels, selector.matchLabels, service.selector])
      expect(labels).toEqual(own)
    expect(migration.spec.template.metadata.labels).not.toEqual(own)
    expect(minAvailable).toBeLessThan(deployment.replicas)
  })
})

describe('compose.yaml', () => {
  it('sets what Foyer reads, for processes that cannot write', () => {
    for (const name of ['foyer-1', 'foyer-2', 'migrate']) {
      const service = services[name]
      expect(unknown(Object.keys(service?.environment ?? {}))).toEqual([])
      expect(service?.read_only).toBe(true)
    }
    const { environment, stop_grace_period: grace } = services['foyer-1'] ?? {}
    expect(environment).not.toHaveProperty('MIGRATION_DATABASE_URL')
    expect(Number.parseInt(grace ?? '', 10)).toBeGreaterThan(
      Number(environment?.['FOYER_DRAIN_SECONDS']) + finishingSeconds,
    )
  })

  it('takes from .env what its example has', () => {
    const wanted = Array.from(read('compose.yaml').matchAll(/\$\{([A-Z_]+)/g), ([, name]) => name)
    const given = Array.from(read('.env.example').matchAll(/^([A-Z_]+)=/gm), ([, name]) => name)
    expect(new Set(given)).toEqual(new Set(wanted))
  })
})

describe('without containers', () => {
  it('the unit waits until a process has ended', () => {
    const unit = read('foyer@.service')
    const { drainSeconds } = parseEnv({ DATABASE_URL: 'postgresql://x/x', FOYER_SECRET: 'x'.repeat(32) })
    const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? []
    expect(Number(seconds)).toBeGreaterThan(drainSeconds + finishingSeconds)
    const set = Array.from(
      /^Environment=(.*)$/m.exec(unit)?.[1]?.matchAll(/(\w+)=/g) ?? [],
      ([, name]) => name ?? '',
    )
    expect(unknown(set)).toEqual([])
  })

  it('nginx and Caddy lead to the same two ports', () => {
    const ports = (text: string) => Array.from(text.matchAll(/127\.0\.0\.1:(\d+)/g), ([, port]) => port)
    expect(ports(read('nginx.conf'))).toEqual(['3001', '3002'])
    expect(ports(read('Caddyfile'))).toEqual(['3001', '3002'])
  })
})
