'use client'

import { useParams } from 'next/navigation'
import { LinkButton } from '@/components/ui/link-button'

/** Takes the slug from the URL, which a not-found page is not given. */
export function HomeLink() {
  const { slug } = useParams<{ slug: string }>()
  return (
    <LinkButton href={`/o/${slug}/home`} variant="primary">
      Go to Home
    </LinkButton>
  )
}
