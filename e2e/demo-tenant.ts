import { disconnect } from '@/lib/db/prisma'
import { demoTenants } from '@/prisma/demo/demo-tenants'
import { ensureTenant } from '@/prisma/demo/ensure-tenant'

// Makes lumen once more, as the seed does, in the running product: bin/run-script.mjs e2e/demo-tenant.ts ID URL
const [id, url] = process.argv.slice(2)
const lumen = demoTenants.find((tenant) => tenant.id === 'lumen')
if (!lumen || id === undefined || url === undefined) throw new Error('Name the tenant’s id and its URL.')
await ensureTenant({ ...lumen, id }, url)
await disconnect()
