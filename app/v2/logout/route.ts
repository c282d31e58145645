import { logOut } from '@/lib/oidc/log-out'

export { logOut as GET, logOut as POST }
