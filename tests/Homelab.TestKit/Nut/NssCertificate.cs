using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Homelab.TestKit.Nut;

/// <summary>
/// A self-signed certificate in an NSS database, which is what Debian's upsd reads (it is built with NSS). Made by openssl, certutil and
/// pk12util, the last two of the package libnss3-tools.
/// </summary>
internal static class NssCertificate
{
    private const string DatabasePassword = "database";

    /// <summary>Gives the lines for <c>upsd.conf</c> and the certificate's SHA-256.</summary>
    public static async Task<(string Lines, string Sha256)> MakeAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        string InFolder(string name) => Path.Combine(folder, name);

        var database = $"sql:{folder}";
        await File.WriteAllTextAsync(InFolder("password"), DatabasePassword + "\n");
        await NutTool.RequireAsync(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", InFolder("key.pem"), "-out", InFolder("certificate.pem"));
        await NutTool.RequireAsync(
            "openssl", "pkcs12", "-export", "-out", InFolder("both.p12"), "-inkey", InFolder("key.pem"), "-in", InFolder("certificate.pem"),
            "-name", "upsd", "-passout", "pass:transfer");
        await NutTool.RequireAsync("certutil", "-N", "-d", database, "-f", InFolder("password"));
        await NutTool.RequireAsync("pk12util", "-i", InFolder("both.p12"), "-d", database, "-W", "transfer", "-k", InFolder("password"));
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(InFolder("certificate.pem"));
        return (
            $"CERTPATH {folder}\nCERTIDENT \"upsd\" \"{DatabasePassword}\"\nDISABLE_WEAK_SSL true\n",
            certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }
}
