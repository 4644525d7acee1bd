module premortem.example/proofs

go 1.24
