module example.com/sequence

go 1.22
