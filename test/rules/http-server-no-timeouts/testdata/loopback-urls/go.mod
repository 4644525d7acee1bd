module example.com/verify/urls

go 1.22.0
