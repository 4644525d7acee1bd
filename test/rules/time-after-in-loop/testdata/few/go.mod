module example.com/few

go 1.22
