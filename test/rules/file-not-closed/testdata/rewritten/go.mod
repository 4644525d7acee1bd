module example.com/rewritten

go 1.22
