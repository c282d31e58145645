'use client'

import { useParams } from 'next/navigation'
import { LinkButton } from '@/components/ui/link-button'

/** Takes the slug from the URL, since a not-found page gets no params. */
export function HomeLink() {
  const { slug } = useParams<{ slug: string }>()
  return (
    <LinkButton href={`/o/${slug}/home`} variant="primary">
      Go to Home
    </LinkButton>
  )
}
