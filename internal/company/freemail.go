package company

import "strings"

// IsFreeMail says whether a normal domain belongs to a provider that gives mail addresses to anybody, so that an address
// there says nothing about a company. The list is our own and holds the well-known ones; a missing one only means that the
// person is offered the company's way first.
func IsFreeMail(domain string) bool {
	if freeMail(domain) {
		return true
	}
	// Providers that hand out addresses below many names of one brand: yahoo.co.jp, hotmail.com.br.
	label, rest, ok := strings.Cut(domain, ".")
	return ok && brand(label) && Registrable(domain) == domain && rest != ""
}

// brand are first labels that are one provider's under every public suffix.
func brand(label string) bool {
	switch label {
	case "yahoo", "ymail", "hotmail", "gmail", "googlemail", "gmx", "yandex", "protonmail":
		return true
	}
	return false
}

// freeMail is a switch so that the list is code that cannot change and costs no memory at start.
func freeMail(domain string) bool {
	switch domain {
	case "msn.com", "passport.com", "rocketmail.com", "windowslive.com",
		"outlook.com", "outlook.de", "outlook.fr", "outlook.es", "outlook.it", "outlook.pt", "outlook.ie", "outlook.jp", "outlook.com.br",
		"live.com", "live.co.uk", "live.de", "live.fr", "live.it", "live.nl", "live.be", "live.ca", "live.se", "live.no", "live.dk", "live.com.au",
		"me.com", "mac.com", "icloud.com", "aol.com", "aim.com",
		"proton.me", "pm.me", "tutanota.com", "tutanota.de", "tutamail.com", "tuta.io", "tuta.com", "keemail.me",
		"mailbox.org", "posteo.de", "posteo.net", "fastmail.com", "fastmail.fm", "hushmail.com", "startmail.com", "hey.com",
		"runbox.com", "disroot.org", "riseup.net", "zohomail.com", "zohomail.eu", "zoho.com", "mail.com", "email.com", "usa.com",
		"web.de", "freenet.de", "t-online.de", "arcor.de", "online.de", "1und1.de", "vodafone.de", "bluewin.ch", "hispeed.ch",
		"chello.at", "aon.at", "a1.net", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "neuf.fr", "numericable.fr",
		"libero.it", "virgilio.it", "tiscali.it", "alice.it", "tin.it", "inwind.it", "iol.it", "terra.es", "telefonica.net",
		"sapo.pt", "telenet.be", "skynet.be", "ziggo.nl", "kpnmail.nl", "home.nl", "planet.nl", "xs4all.nl", "hetnet.nl",
		"online.no", "telia.com", "spray.se", "jubii.dk", "wp.pl", "o2.pl", "onet.pl", "op.pl", "interia.pl", "poczta.onet.pl", "gazeta.pl",
		"seznam.cz", "email.cz", "centrum.cz", "azet.sk", "freemail.hu", "citromail.hu", "abv.bg", "mail.bg", "ukr.net", "i.ua", "meta.ua",
		"mail.ru", "bk.ru", "inbox.ru", "list.ru", "rambler.ru", "ya.ru", "inbox.lv", "btinternet.com", "virginmedia.com", "sky.com",
		"talktalk.net", "ntlworld.com", "blueyonder.co.uk", "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net",
		"cox.net", "charter.net", "earthlink.net", "juno.com", "optonline.net", "shaw.ca", "rogers.com", "sympatico.ca", "bell.net",
		"bigpond.com", "optusnet.com.au", "xtra.co.nz", "uol.com.br", "bol.com.br", "terra.com.br", "ig.com.br", "globo.com",
		"qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn", "sohu.com", "139.com", "189.cn", "aliyun.com",
		"naver.com", "daum.net", "hanmail.net", "nate.com", "docomo.ne.jp", "ezweb.ne.jp", "softbank.ne.jp", "rediffmail.com",
		"indiatimes.com", "walla.co.il", "walla.com", "duck.com", "simplelogin.com", "gawab.com", "maktoob.com":
		return true
	}
	return false
}
