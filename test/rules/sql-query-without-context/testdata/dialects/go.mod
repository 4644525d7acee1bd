module example.com/dialects

go 1.24
