import { redirect } from 'next/navigation'
import { SignIn } from './sign-in'

interface LoginPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where Foyer’s mails and the organization switcher lead: what they say is passed on to /authorize. */
export default async function LoginPage({ searchParams }: LoginPageProps) {
  const given = await searchParams
  // NextAuth comes back here when a sign-in failed; to begin another at once could go on for ever.
  if (given['error'] !== undefined) redirect('/?error=sign-in')
  const named = (name: string) => (typeof given[name] === 'string' ? { [name]: given[name] } : {})
  return <SignIn parameters={{ ...named('organization'), ...named('invitation') }} />
}
