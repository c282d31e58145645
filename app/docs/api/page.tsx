import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { ApiExplorer } from './api-explorer'

export const metadata: Metadata = { title: 'Management API' }

export default function ApiPage() {
  return (
    <div className="mx-auto max-w-6xl px-(--gutter) pb-16">
      <header className="flex flex-wrap items-baseline justify-between gap-4 border-b py-5">
        <TextLink href="/">Foyer</TextLink>
        <TextLink href="/api/v2/openapi.json">The same for machines: openapi.json</TextLink>
      </header>
      <ApiExplorer />
    </div>
  )
}
