package journey

import "portico/views/components"

func sampleSDKHelp() *SDKHelp {
	return &SDKHelp{
		SumField: "sdk-sha256", NameField: "sdk-file-name", VersionField: "sdk-version", Traps: []string{"Avaya’s text writes grand_type in the token request. It is grant_type."},
		Commands: []Command{{System: "Linux", Copy: components.CopyableModel{ID: "sdk-command-0", Value: "sha256sum spaces-sdk.zip", Label: "the command for Linux"}}},
	}
}
