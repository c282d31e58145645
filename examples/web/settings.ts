import { z } from 'zod'

const customer = z.string().transform((text) => {
  const [name = '', id = ''] = text.split(':')
  return { name, id }
})

const expected = z.object({
  /** Foyer, byte for byte as it names itself: with the slash at the end. */
  ISSUER: z.url(),
  CLIENT_ID: z.string(),
  CLIENT_SECRET: z.string(),
  /** The API that the access tokens are for, and where it listens. */
  AUDIENCE: z.string(),
  API_URL: z.url(),
  /** This application’s own address. */
  NEXTAUTH_URL: z.url(),
  /** The customers of this product, each as `name:org_…`; a real product has a table of them. */
  CUSTOMERS: z.string().transform((list) => list.split(',').map((each) => customer.parse(each))),
})

/** What an operator gives this application; `npm run example:web` takes it from Foyer’s demo. */
export function settings(): z.infer<typeof expected> {
  return expected.parse(process.env)
}
