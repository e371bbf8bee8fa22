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

/** Another one of the same names, which is trusted by nobody. */
export const strangeCertificate: { readonly key: string; readonly cert: string } = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0cM0H4HgP9DJdMQ+
XBe1m58c3O5BqrYC4LC9kAm3ixqhRANCAARFRXCue1hed6vd7HUyhQVpdX45RGzg
R5GrCBA1SaGY4t+xPQ17/6unky1oVaISRATxYwtAHCRz22NUfkO5cpX5
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIULyLcMQTNtkiYj/dFaHAGWIDC0+4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNDAwMTEyMFoYDzIxMjYxMDMx
MDAxMTIwWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARFRXCue1hed6vd7HUyhQVpdX45RGzgR5GrCBA1SaGY4t+xPQ17/6un
ky1oVaISRATxYwtAHCRz22NUfkO5cpX5o28wbTAdBgNVHQ4EFgQUbcmT8UprGVQW
2NTzGwk+D4lMkBUwHwYDVR0jBBgwFoAUbcmT8UprGVQW2NTzGwk+D4lMkBUwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI
zj0EAwIDRwAwRAIgIuI596/kNdrxjwCZ7iOP1kuryJ50i/ZlgZkS38l596QCIDcx
7kg/SNRUdPg1Mj9tuZbpIMk4hRTMLnXetqb5t0AW
-----END CERTIFICATE-----
`,
}
