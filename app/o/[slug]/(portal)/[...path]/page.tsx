import { notFound } from 'next/navigation'

/** Paths that no page has: a member sees the answer inside the portal. */
export default function UnknownPage() {
  notFound()
}
