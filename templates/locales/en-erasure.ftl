# Words of the erasure of data about a person.

erasure-title = Erasure of data
erasure-what = You may ask for the end of what is kept to write to you: addresses, consents, documents, texts of messages. The journal the school must keep.
erasure-ask = Ask to erase my data
erasure-asked = You asked to erase your data on { $day }. The administrator of the school sees it and will turn to you to sign the demand. After the erasure messages come on paper.
erasure-take-back = Take the request back
erasure-waiting = These people ask to erase their data:
erasure-asks = The request came on { $day } from the page of settings. Sign the demand with this person and erase by it.
erasure-goes = This goes for ever: addresses, consents, slips, statements and certificates with their files, settings, correspondence, texts of messages.
erasure-stays = This stays: the journal with its marks, names and kinship, when and by which channel somebody was told of what, who looked at what. The law demands to keep it. From then on messages go on paper.
erasure-kept = Kept now
erasure-number = Number of the demand
erasure-number-hint = For instance 12 or 12/A-05.
erasure-date = Date of the demand
erasure-sure = The demand was checked; what is erased does not come back
erasure-do = Erase the data for ever
erasure-done = Erased. Below is what the law makes the school keep.
