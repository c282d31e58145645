import { redirect } from 'next/navigation'
import { SignIn } from './sign-in'

interface LoginPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where Foyer’s emails and the organization switcher lead: their parameters are passed on to /authorize. */
export default async function LoginPage({ searchParams }: LoginPageProps) {
  const given = await searchParams
  // NextAuth redirects here when a sign-in failed. Another one at once could fail and redirect again, without an end.
  if (given['error'] !== undefined) redirect('/?error=sign-in')
  const named = (name: string) => (typeof given[name] === 'string' ? { [name]: given[name] } : {})
  return <SignIn parameters={{ ...named('organization'), ...named('invitation') }} />
}
