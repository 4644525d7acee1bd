module example.com/scripted

go 1.22

require github.com/DATA-DOG/go-sqlmock v1.5.2

replace github.com/DATA-DOG/go-sqlmock => ./mock
