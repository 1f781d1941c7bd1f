using Homelab.Domain.People;

namespace Homelab.Domain.Tests.People;

public sealed class PasswordsAreKeptAsHashes
{
    private static readonly byte[] s_salt = [.. Enumerable.Range(0, PasswordHash.SaltBytes).Select(value => (byte)value)];

    [Fact]
    public void A_hash_says_how_it_was_made_and_takes_its_password_alone()
    {
        var kept = PasswordHash.Make("correct horse battery", s_salt);
        Assert.StartsWith("pbkdf2-sha256$600000$", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", kept, StringComparison.Ordinal);
        Assert.True(PasswordHash.Matches(kept, "correct horse battery"));
        Assert.False(PasswordHash.Matches(kept, "correct horse batterz"));
        Assert.False(PasswordHash.Matches(kept, ""));
    }

    /// <summary>RFC 7914, section 11: PBKDF2-HMAC-SHA-256 ("Password", "NaCl", 80000), the first half of its 64 bytes.</summary>
    [Fact]
    public void It_is_the_function_of_the_RFC()
    {
        var kept = PasswordHash.Make("Password", "NaCl"u8, 80_000);
        var hash = System.Buffers.Text.Base64Url.DecodeFromChars(kept.Split('$')[3]);
        Assert.Equal("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56", Convert.ToHexStringLower(hash));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pbkdf2-sha256$600000$AAAA")]
    [InlineData("md5$1$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$0$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$99999999999$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$1$AA*A$AAAA")]
    public void What_is_no_hash_takes_no_password(string kept) => Assert.False(PasswordHash.Matches(kept, "correct horse battery"));

    [Fact]
    public void Nobody_has_a_password() => Assert.False(PasswordHash.Matches(PasswordHash.OfNobody, ""));

    [Theory]
    [InlineData("short", "at least 12")]
    [InlineData("xx ada xx ada xx", "name of its user")]
    [InlineData("aaaaaaaaaaaaaaaa", "five different")]
    [InlineData(null, "at least 12")]
    public void A_password_that_is_soon_guessed_is_refused(string? password, string why) =>
        Assert.Contains(why, AccountRules.PasswordProblem(password, "ada"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-ada")]
    [InlineData("Engine")]
    [InlineData("ada\n")]
    public void A_name_that_would_mislead_in_a_log_is_refused(string name) => Assert.NotNull(AccountRules.NameProblem(name));

    [Fact]
    public void A_token_that_was_pasted_somewhere_is_taken_out_and_what_only_begins_like_one_is_not()
    {
        var word = AccessToken.Word(new byte[AccessToken.SecretBytes]);
        Assert.Equal("There is no user (a token).", AccessToken.Hide($"There is no user {word}."));
        Assert.Equal("(a token)", AccessToken.Hide(word[..^6]));
        Assert.Equal("homelab_prometheus", AccessToken.Hide("homelab_prometheus"));
    }
}
