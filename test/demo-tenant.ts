import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const demoFile = z.object({
  tenants: z.array(
    z.object({
      organizations: z.record(z.string(), z.object({ id: z.string() })),
      clients: z.record(
        z.string(),
        z.object({
          client_id: z.string(),
          client_secret: z.string().default(''),
          redirect_uri: z.string().default(''),
        }),
      ),
    }),
  ),
})

type DemoTenant = z.infer<typeof demoFile>['tenants'][number]

/** The first tenant in demo.json; its organizations by slug, its clients by their names there. */
export function demoTenant(dataDir: string): DemoTenant {
  const [tenant] = demoFile.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))).tenants
  if (!tenant) throw new Error('The demo has no tenant.')
  return tenant
}
