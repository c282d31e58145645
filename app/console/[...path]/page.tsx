import { notFound } from 'next/navigation'

/** Paths that no page has: the answer is shown inside the console. */
export default function UnknownPage() {
  notFound()
}
