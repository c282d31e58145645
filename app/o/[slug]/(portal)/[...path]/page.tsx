import { notFound } from 'next/navigation'

/** Shows “not found” inside the portal for paths without a page. */
export default function UnknownPage() {
  notFound()
}
