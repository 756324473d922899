"""What the sample household lacks of its films, and what is yet to come, by the name of the collection."""

LACKS = {
    "Indiana Jones": {217, 335977},
    "Avatar": {83533},
    "Toy Story": {1084244},
    "Predator": {169, 34851, 346910, 1242898},
    "Hellboy": {11253},
    "Alien": {8077, 8078},
    "The Hobbit": {122917},
    "Frozen": {330457},
    "Home Alone": {9714, 12536},
    "Spider-Man": {557, 559},
    "Spider-Man: Spider-Verse": {324857},
    "Spider-Man (MCU)": {969681},
    "Zootopia": {1084242},
    "Wallace & Gromit": {530, 532, 14447},
    "The Karate Kid": {1885, 8856, 10495, 11231},
    "Resident Evil": {1576, 1577, 7737, 35791, 173897},
    "James Bond": {
        *(253, 657, 660, 667, 668, 681, 682, 691, 698, 699, 700, 707, 708, 709, 714),
        *(10764, 36643, 36669),
    },
}
AHEAD = {
    "Avatar": {216527, 393209},
    "Kingsman": {631969},
    "Top Gun": {1229934},
    "Frozen": {1024604, 1205983},
    "Spider-Man: Spider-Verse": {911916},
}
