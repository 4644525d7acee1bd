module example.com/terms

go 1.22
