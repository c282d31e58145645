import { notFound } from 'next/navigation'

/** Shows the not-found page inside the console. */
export default function UnknownPage() {
  notFound()
}
