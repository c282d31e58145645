import { NextResponse, type NextRequest } from 'next/server'
import { settings } from '../../settings'

/** The redirect URI that Foyer knows. The front page shows a refusal; NextAuth handles everything else. */
export function GET({ nextUrl: { searchParams } }: NextRequest): NextResponse {
  const { NEXTAUTH_URL } = settings()
  const error = searchParams.get('error')
  if (error !== null) return NextResponse.redirect(`${NEXTAUTH_URL}/?${new URLSearchParams({ error })}`)
  return NextResponse.redirect(`${NEXTAUTH_URL}/api/auth/callback/foyer?${searchParams}`)
}
