using Homelab.Nut;

namespace Homelab.Shared.Tests.Nut;

public sealed class A_NUT_line
{
    [Theory]
    [InlineData("VAR ups ups.status \"OL CHRG\"", new[] { "VAR", "ups", "ups.status", "OL CHRG" })]
    [InlineData("  VAR\tups \r", new[] { "VAR", "ups" })]
    [InlineData("VAR ups x \"a \\\"b\\\" \\\\ \\#\"", new[] { "VAR", "ups", "x", "a \"b\" \\ #" })]
    [InlineData("VAR ups x \"\"", new[] { "VAR", "ups", "x", "" })]
    [InlineData("OK # a comment", new[] { "OK" })]
    [InlineData("# only a comment", new string[0])]
    [InlineData("a=b", new[] { "a", "=", "b" })]
    [InlineData("a = \"=\"", new[] { "a", "=", "=" })]
    [InlineData("one\\ word", new[] { "one word" })]
    [InlineData("VAR ups x \"a server that forgets to escape # inside\"", new[] { "VAR", "ups", "x", "a server that forgets to escape # inside" })]
    [InlineData("", new string[0])]
    public void Is_split_into_words_as_upsd_does(string line, string[] expected)
    {
        Assert.True(NutWords.TrySplit(line, out var words, out _));
        Assert.Equal(expected, words);
    }

    [Theory]
    [InlineData("VAR ups x \"open", "a quote is left open")]
    [InlineData("VAR ups x \\", "it ends in an escape")]
    public void Is_refused_with_a_reason_where_it_is_cut_off(string line, string reason)
    {
        Assert.False(NutWords.TrySplit(line, out _, out var problem));
        Assert.Equal(reason, problem);
    }

    [Fact]
    public void Has_a_bounded_number_of_words()
    {
        Assert.True(NutWords.TrySplit(string.Join(' ', Enumerable.Repeat("w", NutLimits.MaxWords)), out _, out _));
        Assert.False(NutWords.TrySplit(string.Join(' ', Enumerable.Repeat("w", NutLimits.MaxWords + 1)), out _, out var problem));
        Assert.Contains("words", problem);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a#b", "\"a\\#b\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("a=b", "\"a=b\"")]
    public void Encodes_what_has_a_meaning_of_its_own(string word, string encoded) => Assert.Equal(encoded, NutWords.Encode(word));

    [Fact]
    public void Reads_back_every_word_that_it_encodes()
    {
        var random = new Random(20);
        const string Alphabet = "ab \"\\#='~ä€";
        for (var round = 0; round < 2000; round++)
        {
            var words = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => string.Concat(Enumerable.Range(0, random.Next(0, 8)).Select(_ => Alphabet[random.Next(Alphabet.Length)])))
                .ToArray();
            Assert.True(NutWords.TrySplit(NutWords.Join(words), out var back, out var problem), problem);
            Assert.Equal(words, back);
        }
    }

    [Fact]
    public void Cannot_carry_a_line_end() => Assert.Throws<ArgumentException>(() => NutWords.Encode("a\nFSD ups"));

    [Fact]
    public void Of_any_characters_never_throws()
    {
        var random = new Random(21);
        for (var round = 0; round < 5000; round++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(0, 60)).Select(_ => (char)random.Next(1, 300)));
            NutWords.TrySplit(line, out _, out _);
        }
    }
}
