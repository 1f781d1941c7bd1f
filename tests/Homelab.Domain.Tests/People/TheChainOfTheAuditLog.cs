using Homelab.Domain.People;

namespace Homelab.Domain.Tests.People;

public sealed class TheChainOfTheAuditLog
{
    private static readonly string[] s_lines = Chained("one", "two", "three", "four");

    [Fact]
    public void As_it_was_written_it_holds()
    {
        Assert.Null(AuditChain.Verify(s_lines).BrokenFrom);
        Assert.Null(AuditChain.Verify([]).BrokenFrom);
        Assert.Equal(AuditChain.Hash(s_lines[3]), AuditChain.Verify(s_lines).Newest);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    public void A_changed_line_breaks_it_at_the_next(int changed, int from)
    {
        string[] lines = [.. s_lines];
        lines[changed] = lines[changed].Replace("\"what\":\"", "\"what\":\"not ", StringComparison.Ordinal);
        Assert.Equal(from, AuditChain.Verify(lines).BrokenFrom);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public void A_line_that_was_taken_out_breaks_it_in_its_place(int taken, int from) =>
        Assert.Equal(from, AuditChain.Verify(s_lines.Where((_, index) => index != taken)).BrokenFrom);

    [Fact]
    public void A_line_that_was_put_in_breaks_it() => Assert.Equal(3, AuditChain.Verify([s_lines[0], s_lines[1], s_lines[1], s_lines[2]]).BrokenFrom);

    [Fact]
    public void What_is_no_line_breaks_it() => Assert.Equal(2, AuditChain.Verify([s_lines[0], "{}", s_lines[1]]).BrokenFrom);

    [Fact]
    public void An_end_that_was_taken_away_or_a_chain_that_was_written_anew_shows_by_a_noted_hash()
    {
        var noted = AuditChain.Hash(s_lines[3]);
        Assert.Null(AuditChain.Verify(s_lines, noted).BrokenFrom);
        Assert.Equal(4, AuditChain.Verify(s_lines[..3], noted).BrokenFrom);
        Assert.NotNull(AuditChain.Verify(Chained("one", "two", "other", "four", "five"), noted).BrokenFrom);
        Assert.Null(AuditChain.Verify(s_lines[..3]).BrokenFrom);
    }

    private static string[] Chained(params string[] what)
    {
        var (lines, before) = (new List<string>(), AuditChain.Nothing);
        foreach (var word in what)
        {
            lines.Add($"{{\"before\":\"{before}\",\"what\":\"{word}\"}}");
            before = AuditChain.Hash(lines[^1]);
        }

        return [.. lines];
    }
}
