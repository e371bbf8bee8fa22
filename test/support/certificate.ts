/** Key and certificate of 127.0.0.1 and localhost, signed by itself, for servers of tests; worth nothing elsewhere. */
export const loopbackCertificate: { readonly key: string; readonly cert: string } = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBYr+Fpnns9uAumBm
WIVvI4L3IqHCTQeQLTucv9NTanehRANCAARcjtBdlCdoh46tQaTwsz1HCdl0ep/Y
ZI5c0UM5DiBTfRT5cD9ibVA+yGHiJ+SwZcUJbSIyEvY+YqzEBXLFHQh7
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBejCCASCgAwIBAgIUBHPfn4c9OKG48+fx4d8LpPbuiuowCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
MDAwMDAwWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARcjtBdlCdoh46tQaTwsz1HCdl0ep/YZI5c0UM5DiBTfRT5cD9ibVA+
yGHiJ+SwZcUJbSIyEvY+YqzEBXLFHQh7o04wTDAaBgNVHREEEzARhwR/AAABggls
b2NhbGhvc3QwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUwklIxHsLmQEaxBfV
sWnYeAcfs8IwCgYIKoZIzj0EAwIDSAAwRQIhANJW573YTfxzFkCZCvi3nust1nNg
FYW+Vc6saDCHcxpDAiBkSEYkfHzqa7avuxIx42T+p1FtrZd0EnoVsGwz1z5xMQ==
-----END CERTIFICATE-----
`,
}
