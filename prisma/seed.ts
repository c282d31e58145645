import { analyzeDatabase } from '@/bin/analyze'
import { disconnect } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { demoTenants } from './demo/demo-tenants'
import { ensureTenant } from './demo/ensure-tenant'
import { ensureLarge } from './demo/large'
import { writeDemoJson } from './demo/write-demo-json'

for (const tenant of demoTenants) await ensureTenant(tenant, urlOf(tenant.subdomain))
if (process.argv.includes('--large')) await ensureLarge((line) => console.log(line))
await writeDemoJson()
await disconnect()
const ownerUrl = process.env['MIGRATION_DATABASE_URL']
if (ownerUrl) await analyzeDatabase(ownerUrl)

function urlOf(subdomain: string | null): string {
  const url = new URL(env().foyerUrl)
  if (subdomain !== null) url.hostname = `${subdomain}.${url.hostname}`
  return url.origin
}
