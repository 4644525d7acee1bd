module example.com/seldom

go 1.27
