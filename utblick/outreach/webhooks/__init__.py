"""Other programs are told what happens here (standardwebhooks.com): found in the audit trail, signed, retried."""
