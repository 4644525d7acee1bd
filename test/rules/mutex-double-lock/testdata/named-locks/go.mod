module example.com/named-locks

go 1.22
