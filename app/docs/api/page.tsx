import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { currentTenant } from '@/lib/web/tenant'
import { ApiExplorer } from './api-explorer'

export const metadata: Metadata = { title: 'Management API' }

export default async function ApiPage() {
  const { url, name } = await currentTenant()
  return (
    <div className="mx-auto max-w-6xl px-(--gutter) pb-16">
      <header className="flex flex-wrap items-baseline justify-between gap-4 border-b py-5">
        <TextLink href="/">{name}</TextLink>
        <TextLink href="/api/v2/openapi.json">OpenAPI (JSON)</TextLink>
      </header>
      <main>
        <ApiExplorer audience={`${url}/api/v2/`} />
      </main>
    </div>
  )
}
