module example.com/predicates

go 1.22
